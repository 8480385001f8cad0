/**
 * A mistake in what the plugin was given: a schema or an option. Its message is all the user gets to see: one line that says
 * where (file and element), what is wrong, and what to do.
 */
export class PluginError extends Error {
  override readonly name: string = "PluginError";
}
