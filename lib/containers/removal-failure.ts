/** Docker did not do what a deletion needs; the message says what and what to do. */
export class RemovalFailure extends Error {
  override name = "RemovalFailure";
}
