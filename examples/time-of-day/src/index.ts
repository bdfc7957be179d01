import { definePlugin } from '@fairlead/plugin-sdk';
import { timeOfDay } from './time-of-day.js';

export default definePlugin({
  name: 'time-of-day',
  strategies: { time_of_day: timeOfDay },
});
