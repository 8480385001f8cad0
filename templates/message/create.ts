import { withUnknown } from "../../src/runtime/codegen/v1.js";
import {
  $case,
  $emptyInit,
  $entries,
  type $Message,
  type $MessageInit,
  $members,
  type $Oneof,
  type $OneofInit,
} from "../holes.js";

/** A complete message from what the caller has given. Lists and maps are copied, messages below are completed too. */
export function $create(i: $MessageInit = $emptyInit): $Message {
  return withUnknown(i, {
    ...$entries,
  });
}

/** A complete oneof of which a member is a message. */
export function $createOneof(o: $OneofInit | undefined): $Oneof {
  $members();
  return { case: undefined, value: undefined };
}

export function oneofMember(o: $OneofInit | undefined, $result: unknown): $Oneof | undefined {
  emit: if (o?.case === $case) return { case: $case, value: $result };
  return undefined;
}
