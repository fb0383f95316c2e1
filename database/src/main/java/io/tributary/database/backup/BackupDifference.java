package io.tributary.database.backup;

/**
 * Something that is otherwise in a restored schema.
 *
 * @param what its kind and name, such as {@code table bill}
 * @param how in which way, as a sentence without its subject; may quote a definition
 */
public record BackupDifference(String what, String how) {

  /** Both, as a line. */
  public String line() {
    return what + " " + how;
  }
}
