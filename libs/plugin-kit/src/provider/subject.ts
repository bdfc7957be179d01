import type { ProviderDefinition, Reply } from '@fairlead/plugin-sdk';
import type { ProviderClaims } from '@fairlead/plugin-sdk/testing';
import { Berth } from '../berth/berth.js';
import { NotClaimed } from '../report/verdict.js';
import { nativeOf, replyOf } from '../vendor/fixture.js';
import type { Fixtures } from '../vendor/fixtures.js';
import { nativeReply, type NativeReply } from '../vendor/native-reply.js';
import type { Vendor } from '../vendor/vendor.js';
import type { Exam } from './answers.js';
import type { Lane } from './lane.js';
import { optionsFor } from './options.js';

/** One provider type of a plugin under test. */
export interface Subject {
  readonly reference: string;
  /** Where the reference is resolved from. */
  readonly cwd: string;
  readonly type: string;
  readonly definition: ProviderDefinition;
  readonly claims: ProviderClaims;
  readonly fixtures: Fixtures;
  readonly vendor: Vendor;
}

export const modelOf = ({ claims }: Subject): string => claims.model ?? 'kit-model';

export function optionsOf({ definition, claims, vendor }: Subject): Record<string, unknown> {
  return optionsFor(definition.config, claims.options ?? {}, vendor.origin);
}

export function openBerth(subject: Subject, options = optionsOf(subject)): Promise<Berth> {
  const { reference, cwd, type } = subject;
  return Berth.open(reference, cwd, type, options, modelOf(subject));
}

/** The same provider with more options. */
export function withOptions(
  subject: Subject,
  options: Readonly<Record<string, unknown>> | undefined,
): Subject {
  const { claims } = subject;
  return { ...subject, claims: { ...claims, options: { ...claims.options, ...options } } };
}

/** @throws NotClaimed for a provider that answers by itself */
export function mustReachVendor({ provider }: Berth): void {
  if (provider.home === undefined) throw new NotClaimed('it answers in this process, and has no vendor');
}

/** An answer as its vendor would send it, and what a caller must end up with. */
export interface Staged {
  readonly native: NativeReply;
  readonly reply: Reply;
}

/** @throws NotClaimed where the kit cannot speak for the vendor, and the plugin brings no fixture */
export function stage(
  { fixtures }: Subject,
  { vendors }: Pick<Lane, 'vendors'>,
  { name, reply }: Pick<Exam, 'name' | 'reply'>,
  stream: boolean,
): Staged {
  if (vendors !== undefined) return { native: nativeReply(vendors, reply, stream), reply };
  const fixture = fixtures.answer(name);
  if (fixture === undefined) throw new NotClaimed(`there is no fixtures/${name}.json`);
  const recorded = stream ? fixture.stream : fixture.reply;
  if (recorded === undefined)
    throw new NotClaimed(`fixtures/${name}.json has no ${stream ? '"stream"' : '"reply"'}`);
  return { native: nativeOf(recorded, stream), reply: replyOf(fixture) };
}
