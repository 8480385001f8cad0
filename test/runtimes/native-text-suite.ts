/** The suite of what the runtime does only where it finds the methods of Node's Buffer. */
export const nativeTextSuite = "src/runtime/wire/native-text.test.ts";
