import type { SupportedEdition } from "@bufbuild/protobuf";
import { Edition } from "@bufbuild/protobuf/wkt";

// The editions whose features are all resolved; buf and protoc refuse others with a message of their own.
export const minimumEdition: SupportedEdition = Edition.EDITION_PROTO2;
export const maximumEdition: SupportedEdition = Edition.EDITION_2024;
