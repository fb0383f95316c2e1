package io.tributary.files.sqlite;

/** How SQLite stores a value, and which texts cannot travel as text. */
public enum StorageClass {
  NULL("null"),
  INTEGER("integer"),
  REAL("real"),
  TEXT("text"),
  BLOB("blob"),
  /**
   * A TEXT with a zero character, which PostgreSQL cannot hold; travels as the hex of its UTF-8.
   */
  TEXT_WITH_NUL("text-nul"),
  /** A TEXT whose bytes are not of the file's encoding; travels as their hex. */
  TEXT_MALFORMED("text-malformed");

  private final String label;

  StorageClass(String label) {
    this.label = label;
  }

  /** How records name it. */
  public String label() {
    return label;
  }
}
