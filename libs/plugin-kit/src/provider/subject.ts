import {
  DIALECTS,
  FORM_DIALECT,
  isConversationDialect,
  type ProviderDefinition,
  type Reply,
} from '@fairlead/plugin-sdk';
import type { ProviderClaims } from '@fairlead/plugin-sdk/testing';
import { dialectOf, type Dialect } from '@fairlead/dialects';
import { Berth } from '../berth/berth.js';
import { NotClaimed } from '../report/verdict.js';
import { nativeOf, readFixture, replyOf } from '../vendor/fixture.js';
import { nativeReply, type NativeReply } from '../vendor/native-reply.js';
import type { Vendor } from '../vendor/vendor.js';
import { optionsFor } from './options.js';

/** One provider type of a plugin under test. */
export interface Subject {
  readonly reference: string;
  /** Where the reference is resolved from. */
  readonly cwd: string;
  /** Of the package: its fixtures are below. */
  readonly folder: string;
  readonly type: string;
  readonly definition: ProviderDefinition;
  readonly claims: ProviderClaims;
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

/** The host's dialect of conversations that this provider prefers; undefined where it has words of its own. */
export function dialectSpoken({ provider }: Berth): Dialect | undefined {
  const name = provider.speaks.find((each) => isConversationDialect(each));
  return name && dialectOf(name);
}

export function speaks({ provider }: Berth, operation: string): boolean {
  return provider.speaks.some((name) => DIALECTS[name] === operation);
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

/**
 * @param name of the fixture, where the kit does not speak the vendor's protocol
 * @param reply the kit's own answer, where it does
 * @throws NotClaimed without one
 */
export function stage(subject: Subject, berth: Berth, name: string, reply: Reply, stream: boolean): Staged {
  mustReachVendor(berth);
  const dialect = dialectSpoken(berth);
  if (dialect !== undefined) return { native: nativeReply(dialect, reply, stream), reply };
  if (!berth.provider.speaks.includes(FORM_DIALECT))
    throw new NotClaimed('it speaks no dialect of conversations');
  const fixture = readFixture(subject.folder, name);
  if (fixture === undefined) throw new NotClaimed(`there is no fixtures/${name}.json`);
  const native = nativeOf(fixture, stream);
  if (native === undefined)
    throw new NotClaimed(`fixtures/${name}.json has no ${stream ? '"stream"' : '"reply"'}`);
  return { native, reply: replyOf(fixture) };
}
