package io.tributary.files.chroma.back;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.back.FileStatements;
import io.tributary.files.sqlite.back.RowRefused;
import io.tributary.mapping.conversion.SourceValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of a metadata segment: one of {@code embeddings} for each record, with a row for each of
 * its keys, and its document in the full-text table.
 *
 * @param segment the metadata segment of the collection
 */
record RecordRows(FileStatements statements, String segment) {
  private static final String PLAIN = "embedding_metadata";
  private static final String LISTS = "embedding_metadata_array";
  private static final String SEARCH = CollectionReturnForm.NEWEST_TABLE;

  /** The number of a record's row; empty without the record. */
  Optional<Long> number(String id) {
    return statements.done(
        () ->
            sqlite()
                .number(
                    "SELECT id FROM embeddings WHERE segment_id = ? AND embedding_id = ?",
                    segment,
                    id));
  }

  /** The ids of all records. */
  List<String> ids() {
    return statements.done(
        () ->
            sqlite()
                .list(
                    "SELECT embedding_id FROM embeddings WHERE segment_id = ?",
                    row -> row.getString(1),
                    segment));
  }

  /**
   * Makes the row of a record or moves it on.
   *
   * @param createdAt when it differs; Chroma's clock says it for a new record without one
   * @return its number
   */
  long put(String id, SourceValue queued, Optional<SourceValue> createdAt) {
    Optional<Long> there = number(id);
    if (there.isEmpty()) {
      statements.update(
          "INSERT INTO embeddings (segment_id, embedding_id, seq_id) VALUES (?, ?, ?)",
          new SourceValue.Text(segment),
          new SourceValue.Text(id),
          queued);
    } else {
      statements.update(
          "UPDATE embeddings SET seq_id = ? WHERE id = ?", queued, whole(there.get()));
    }
    long row = there.orElseGet(statements::lastRowid);
    createdAt.ifPresent(
        time ->
            statements.update(
                "UPDATE embeddings SET created_at = ? WHERE id = ?", time, whole(row)));
    return row;
  }

  /** Says of a record what it is to say from now on. */
  void describe(long row, RecordText text) {
    text.replaced().forEach(part -> forget(row, part));
    text.members().forEach((key, member) -> put(row, key, member));
    text.document()
        .ifPresent(
            document ->
                statements.update(
                    "INSERT INTO " + SEARCH + " (rowid, string_value) VALUES (?, ?)",
                    whole(row),
                    document));
  }

  private void forget(long row, RecordText.Part part) {
    if (part == RecordText.Part.METADATA) {
      forget(PLAIN, "id = ? AND key NOT GLOB '" + RecordMetadata.RESERVED + "*'", row);
      if (has(LISTS, "id")) {
        forget(LISTS, "id = ?", row);
      }
    } else {
      forget(PLAIN, "id = ? AND key = '" + part.key() + "'", row);
    }
    if (part == RecordText.Part.DOCUMENT) {
      forget(SEARCH, "rowid = ?", row);
    }
  }

  private void forget(String table, String which, long row) {
    statements.update("DELETE FROM " + table + " WHERE " + which, whole(row));
  }

  private void put(long row, String key, RecordMetadata.Member member) {
    String table = member.list() ? LISTS : PLAIN;
    for (RecordMetadata.Value value : member.values()) {
      statements.update(
          "INSERT INTO " + table + " (id, key, " + value.column() + ") VALUES (?, ?, ?)",
          whole(row),
          new SourceValue.Text(key),
          value.stored());
    }
  }

  /**
   * Does nothing where this version of Chroma has a place for every value.
   *
   * @throws RowRefused it keeps no booleans, or no lists
   */
  void requireRoom(RecordText text) {
    text.members()
        .forEach(
            (key, member) -> {
              String table = member.list() ? LISTS : PLAIN;
              if (!has(table, member.values().get(0).column())) {
                throw new RowRefused(
                    "metadata has under "
                        + key
                        + " a value of a kind that this version of Chroma does not keep",
                    false);
              }
            });
  }

  private boolean has(String table, String column) {
    return statements.done(
        () ->
            sqlite()
                .number("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", table, column)
                .isPresent());
  }

  /** Takes a record away. */
  void remove(long row) {
    Stream.of(RecordText.Part.values()).forEach(part -> forget(row, part));
    forget("embeddings", "id = ?", row);
  }

  private SqliteSession sqlite() {
    return statements.sqlite();
  }

  private static SourceValue whole(long number) {
    return new SourceValue.Whole(number);
  }
}
