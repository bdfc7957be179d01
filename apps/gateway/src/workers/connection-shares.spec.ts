import { excessConnections } from './connection-shares.js';

it.each([
  [
    [9, 55],
    [0, 23],
  ],
  [
    [32, 32],
    [0, 0],
  ],
  [
    [34, 30],
    [0, 0],
  ],
  [
    [36, 30],
    [3, 0],
  ],
  [
    [64, 0],
    [32, 0],
  ],
  [
    [10, 0, 20, 0],
    [0, 0, 12, 0],
  ],
  [
    [3, 0],
    [0, 0],
  ],
  [
    [0, 0],
    [0, 0],
  ],
  [[7], [0]],
])('of %j connections too many are %j', (connections, excess) => {
  expect(excessConnections(connections)).toEqual(excess);
});
