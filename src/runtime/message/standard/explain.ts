import { describeField, describeInvalid } from "../describe-invalid.js";
import type { PlainMessage } from "../field-access.js";
import { fieldsOf } from "../field-table.js";
import { fromJson } from "../json/from-json.js";
import { JsonError } from "../json/json-error.js";
import type { JsonValue } from "../json-value.js";
import type { AnyMessageType } from "../message-type.js";
import { RECURSION_LIMIT } from "../recursion-limit.js";
import { show } from "../scalar.js";
import { excess } from "./accept-init.js";
import { keysOf } from "./path-keys.js";
import type { StandardIssue, StandardResult } from "./types.js";

/**
 * What a value that is no init stands for as ProtoJSON, or what is wrong with it. It is wrong both as an init and as JSON then; what is
 * told are the issues of the form that has fewer, because that is the form that was meant.
 */
export function explain(type: AnyMessageType, value: unknown): StandardResult<unknown> {
  try {
    return { value: fromJson(type, value as JsonValue) };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const asInit = initIssues(type, value);
    const asJson = jsonIssues(type, value, error);
    return { issues: asInit.length > 0 && asInit.length <= asJson.length ? asInit : asJson };
  }
}

function initIssues(type: AnyMessageType, value: unknown): StandardIssue[] {
  const issues: StandardIssue[] = [];
  if (type.$problem === undefined && isObject(value)) {
    const fields = fieldsOf(type).all;
    const names = new Set(["$unknown", ...fields.map((field) => field.oneof ?? field.localName)]);
    for (const key of Object.keys(value)) {
      if (!names.has(key))
        issues.push({ message: `${type.typeName} has no property ${show(key)}; remove it`, path: [key] });
    }
    for (const field of fields) {
      const error = describeField(field, value, `.${field.oneof ?? field.localName}`, RECURSION_LIMIT);
      if (error !== undefined) issues.push({ message: error.problem, path: keysOf(error.path, value) });
    }
  }
  if (issues.length > 0) return issues;
  const error = describeInvalid(type, value);
  if (error !== undefined) {
    return [{ message: error.problem, path: keysOf(error.path.slice(type.typeName.length), value) }];
  }
  const path = excess(value, type.create(value));
  return path === undefined || path.length === 0
    ? []
    : [{ message: "the message has no place for this; give what its init asks for", path }];
}

/** One issue for each member of an object that is wrong, else the one of the value as a whole. */
function jsonIssues(type: AnyMessageType, value: unknown, whole: JsonError): StandardIssue[] {
  const issues: StandardIssue[] = [];
  for (const [key, member] of isObject(value) ? Object.entries(value) : []) {
    try {
      fromJson(type, { [key]: member as JsonValue });
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      // Without its path it is about what the other members hold, which are missing here.
      if (error.path !== "$") issues.push(jsonIssue(error, value));
    }
  }
  return issues.length > 0 ? issues : [jsonIssue(whole, value)];
}

function jsonIssue(error: JsonError, value: unknown): StandardIssue {
  return { message: error.problem, path: keysOf(error.path.slice(1), value) };
}

function isObject(value: unknown): value is PlainMessage {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
