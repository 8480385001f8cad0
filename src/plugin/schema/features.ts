import { PluginError } from "../plugin-error.js";
import { EXPLICIT, IMPLICIT, type Presence } from "./descriptor.js";
import {
  ENUM_TYPE,
  FIELD_PRESENCE,
  MESSAGE_ENCODING,
  type Options,
  REPEATED_FIELD_ENCODING,
  UTF8_VALIDATION,
} from "./options.js";
import type { FileProto } from "./proto.js";

/** The features that decide how a field is read and written. Source: "Feature Settings for Editions" of the documentation. */
export interface Features {
  readonly presence: Presence;
  readonly openEnum: boolean;
  readonly packed: boolean;
  readonly verifyUtf8: boolean;
  readonly delimited: boolean;
}

const PROTO2: Features = {
  presence: EXPLICIT,
  openEnum: false,
  packed: false,
  verifyUtf8: false,
  delimited: false,
};
/** Those of edition 2023, which the later ones have not changed. */
const EDITIONS: Features = { presence: EXPLICIT, openEnum: true, packed: true, verifyUtf8: true, delimited: false };
const PROTO3: Features = { ...EDITIONS, presence: IMPLICIT };

/** google.protobuf.Edition, as far as there are names for them. */
export const EDITION_NAMES: ReadonlyMap<number, string> = new Map([
  [0, "UNKNOWN"],
  [900, "LEGACY"],
  [998, "PROTO2"],
  [999, "PROTO3"],
  [1000, "2023"],
  [1001, "2024"],
  [1002, "2026"],
  [9999, "UNSTABLE"],
  [1, "1_TEST_ONLY"],
  [2, "2_TEST_ONLY"],
  [99997, "99997_TEST_ONLY"],
  [99998, "99998_TEST_ONLY"],
  [99999, "99999_TEST_ONLY"],
  [0x7fffffff, "MAX"],
]);
/** The editions that can be generated, and those that files which are imported only may have besides. */
export const EARLIEST = 998;
export const LATEST = 1001;
const IMPORTABLE = 1002;
const UNSTABLE = 9999;

/** The number of the edition of a file, that of proto2 and proto3 included; 0 for another syntax. */
export function editionOf({ syntax, edition }: FileProto): number {
  if (syntax === "editions") return edition;
  if (syntax === "proto3") return 999;
  return syntax === "" || syntax === "proto2" ? 998 : 0;
}

/** Throws {@link PluginError} for an edition whose features are not all resolved. */
export function requireEdition(file: FileProto): void {
  const edition = editionOf(file);
  if (edition === UNSTABLE || (edition >= EARLIEST && edition <= LATEST)) return;
  const name = EDITION_NAMES.get(edition) ?? `unknown (${edition})`;
  const bound =
    edition < EARLIEST
      ? `the earliest supported edition is ${EDITION_NAMES.get(EARLIEST)}`
      : `the latest supported edition is ${EDITION_NAMES.get(LATEST)}`;
  throw new PluginError(`${file.name}: unsupported edition ${name} - ${bound}; compile the schema with buf or protoc`);
}

const FEATURES_OF_FILE = 50;

/** The features of a file. Throws {@link PluginError} for a syntax or edition that is not known. */
export function featuresOfFile(file: FileProto): Features {
  return withFeatures(defaults(file), file.options, FEATURES_OF_FILE);
}

function defaults(file: FileProto): Features {
  const edition = editionOf(file);
  if (edition === 998) return PROTO2;
  if (edition === 999) return PROTO3;
  if (edition === UNSTABLE || (edition >= 1000 && edition <= IMPORTABLE)) return EDITIONS;
  const what = file.syntax === "editions" ? "unsupported edition" : `unsupported syntax ${JSON.stringify(file.syntax)}`;
  throw new PluginError(`${file.name}: ${what}; compile the schema with buf or protoc`);
}

/** The features of an element, which has those of what it stands in but for those that it sets itself, in its options' field `number`. */
export function withFeatures(outer: Features, options: Options, number: number): Features {
  if (!options.has(number)) return outer;
  const own = options.message(number);
  const is = (feature: number, value: number, inherited: boolean): boolean => {
    const chosen = own.number(feature) ?? 0;
    return chosen === 0 ? inherited : chosen === value;
  };
  return {
    presence: ((own.number(FIELD_PRESENCE) ?? 0) || outer.presence) as Presence,
    openEnum: is(ENUM_TYPE, 1, outer.openEnum),
    packed: is(REPEATED_FIELD_ENCODING, 1, outer.packed),
    verifyUtf8: is(UTF8_VALIDATION, 2, outer.verifyUtf8),
    delimited: is(MESSAGE_ENCODING, 2, outer.delimited),
  };
}
