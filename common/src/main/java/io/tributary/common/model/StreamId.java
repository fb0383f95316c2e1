package io.tributary.common.model;

/**
 * Names one stream: the totally ordered changes of one source of one migration.
 *
 * @param migration the migration's name
 * @param source the source's name in it
 */
public record StreamId(String migration, String source) {

  @Override
  public String toString() {
    return migration + "/" + source;
  }
}
