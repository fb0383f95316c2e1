package io.tributary.files.chroma.back;

import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaDirectoryReader;
import io.tributary.files.chroma.store.ChromaError;
import io.tributary.files.chroma.store.StoredRecord;
import io.tributary.files.chroma.store.TornRead;
import io.tributary.files.sqlite.back.FileStatements;
import io.tributary.files.sqlite.back.ReturnTable;
import io.tributary.files.sqlite.back.RowRefused;
import io.tributary.files.sqlite.back.RowsMovedOut;
import io.tributary.mapping.conversion.SourceValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a collection, with the columns that the connector gives them. Each change is
 * appended to Chroma's queue and made in the metadata segment at once, as Chroma's own servers do
 * ({@code sqlite_log.rs} and {@code sqlite_metadata.rs} of its version 1.5); the vector index takes
 * it from the queue when Chroma opens the collection.
 */
final class CollectionRecords extends ReturnTable {
  private static final String ID = "id";
  private static final String DOCUMENT = "document";
  private static final String EMBEDDING = "embedding";
  private static final String METADATA = "metadata";
  private static final String URI = "uri";
  private static final String CREATED_AT = "created_at";
  private static final List<String> COLUMNS =
      List.of(ID, DOCUMENT, EMBEDDING, METADATA, URI, CREATED_AT);
  private static final int PAGE = 1_000;

  private final FileStatements statements;
  private final ChromaCollection collection;
  private final ChromaDirectoryReader reader;
  private final QueueAppender queue;
  private final RecordRows rows;
  private VectorCheck vectors;

  CollectionRecords(
      FileStatements statements, ChromaCollection collection, ChromaDirectoryReader reader) {
    this.statements = statements;
    this.collection = collection;
    this.reader = reader;
    this.queue = new QueueAppender(statements, collection);
    this.rows = new RecordRows(statements, collection.metadataSegment());
    this.vectors = new VectorCheck(statements, collection);
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public List<String> key() {
    return List.of(ID);
  }

  @Override
  public Optional<Map<String, SourceValue>> read(Map<String, SourceValue> key) {
    return text(key.get(ID)).flatMap(this::found);
  }

  private Optional<Map<String, SourceValue>> found(String id) {
    return whole(() -> reader.records(collection, List.of(id))).stream()
        .map(CollectionRecords::values)
        .findFirst();
  }

  @Override
  public void each(Consumer<Map<String, SourceValue>> row) {
    List<StoredRecord> page = List.of();
    do {
      @Nullable String after = page.isEmpty() ? null : page.get(page.size() - 1).id();
      page = whole(() -> reader.page(collection, after, PAGE));
      page.stream().map(CollectionRecords::values).forEach(row);
    } while (page.size() == PAGE);
  }

  private <T> T whole(FileStatements.Work<T> read) {
    try {
      return statements.done(read);
    } catch (TornRead e) {
      throw ChromaError.BUSY.failure(
          "the folder of collection " + collection.described() + " has been written just now", e);
    }
  }

  private static Map<String, SourceValue> values(StoredRecord record) {
    Map<String, SourceValue> values = new LinkedHashMap<>();
    values.put(ID, new SourceValue.Text(record.id()));
    values.put(DOCUMENT, value(record.document()));
    byte[] vector = record.vector().bytes();
    values.put(EMBEDDING, vector == null ? SourceValue.NULL : new SourceValue.Bytes(vector));
    values.put(METADATA, value(record.metadata()));
    values.put(URI, value(record.uri()));
    values.put(CREATED_AT, value(record.createdAt()));
    return values;
  }

  private static SourceValue value(@Nullable String text) {
    return text == null ? SourceValue.NULL : new SourceValue.Text(text);
  }

  private static Optional<String> text(@Nullable SourceValue value) {
    return value instanceof SourceValue.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  @Override
  public void insert(Map<String, SourceValue> values) {
    statements.requireWriting();
    String id = id(values);
    if (rows.number(id).isPresent()) {
      throw new RowRefused("another record of " + collection.name() + " has this id", true);
    }
    if (values.getOrDefault(EMBEDDING, SourceValue.NULL).equals(SourceValue.NULL)) {
      throw new RowRefused("a record without an embedding cannot be", false);
    }
    write(id, values);
  }

  @Override
  public boolean update(Map<String, SourceValue> key, Map<String, SourceValue> changed) {
    statements.requireWriting();
    Optional<String> present = present(key);
    if (present.isEmpty()) {
      return false;
    }
    String before = present.get();
    if (!changed.containsKey(ID) || id(changed).equals(before)) {
      write(before, changed);
    } else {
      Map<String, SourceValue> values =
          new LinkedHashMap<>(
              read(key)
                  .orElseThrow(
                      () -> new IllegalStateException("no record of a row that is there")));
      values.putAll(changed);
      insert(values);
      remove(before);
    }
    return true;
  }

  /** The id of a record that is there; what else it has is not read. */
  private Optional<String> present(Map<String, SourceValue> key) {
    return text(key.get(ID)).filter(wanted -> rows.number(wanted).isPresent());
  }

  private static String id(Map<String, SourceValue> values) {
    return text(values.get(ID))
        .orElseThrow(() -> new RowRefused("the id of a record has to be a text", false));
  }

  /** All is looked at before anything is written: what is refused changes nothing. */
  private void write(String id, Map<String, SourceValue> changed) {
    RecordText described = RecordText.of(changed);
    rows.requireRoom(described);
    if (SourceValue.NULL.equals(changed.get(CREATED_AT))) {
      throw new RowRefused(
          "created_at is NULL, and Chroma notes of each record when it came", false);
    }
    SourceValue vector = changed.getOrDefault(EMBEDDING, SourceValue.NULL);
    vectors.require(vector);
    boolean sets = !vector.equals(SourceValue.NULL);
    SourceValue number =
        queue.append(
            id, sets ? QueueAppender.UPSERT : QueueAppender.UPDATE, vector, described.json());
    long row = rows.put(id, number, Optional.ofNullable(changed.get(CREATED_AT)));
    rows.describe(row, described);
  }

  @Override
  public boolean delete(Map<String, SourceValue> key) {
    statements.requireWriting();
    Optional<String> id = present(key);
    id.ifPresent(this::remove);
    return id.isPresent();
  }

  private void remove(String id) {
    queue.append(id, QueueAppender.DELETE, SourceValue.NULL, RecordText.UNCHANGED.json());
    rows.remove(Objects.requireNonNull(rows.number(id).orElse(null), "it was there just now"));
  }

  @Override
  public void clear() {
    statements.requireWriting();
    rows.ids().forEach(this::remove);
  }

  @Override
  public long count() {
    return rows.ids().size();
  }

  /** Nobody looks for values here but by the triggers on the records. */
  @Override
  protected boolean writtenUntold() {
    return false;
  }

  /** Every record is written at once. */
  @Override
  protected void flush() {}

  @Override
  protected void forget() {
    vectors = new VectorCheck(statements, collection);
  }

  @Override
  protected boolean rearrangeable() {
    return true;
  }

  @Override
  protected RowsMovedOut movingOut() {
    return new RecordsMovedOut(this);
  }
}
