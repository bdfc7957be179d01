import type { PolicyStatus } from '../../reload/policy-status.js';
import type { PageAnswer } from '../protocol.js';
import { bodyOf, jsonAnswer, type Said } from './gathered.js';

/**
 * The status of all: rejected where one has rejected the files, or says nothing. `workers` says which.
 *
 * @param otherwise the status code of an answer that not all workers agree on
 */
export function joinPolicy(said: readonly Said[], otherwise: number): PageAnswer {
  const statuses = said.map(({ worker, answer }) => ({
    worker,
    status: answer && bodyOf<PolicyStatus>(answer),
  }));
  const isLoaded = ({ status }: { readonly status?: PolicyStatus | undefined }): boolean =>
    status?.state === 'loaded';
  const all = statuses.every(isLoaded);
  const told = statuses.find((each) => each.status && !isLoaded(each)) ?? statuses.find(isLoaded);
  const workers = statuses.map(({ worker, status }) =>
    status === undefined
      ? { worker, state: 'silent' }
      : { worker, state: status.state, version: status.version, since: status.since },
  );
  return jsonAnswer(all ? 200 : otherwise, { ...told?.status, state: all ? 'loaded' : 'rejected', workers });
}
