package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.back.VectorRowReading.Placed;
import io.tributary.files.sqlite.table.CaptureColumn;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.VectorTable;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The rows of a vec0 table, read and written in the tables beside it as sqlite-vec 0.1.9 does
 * ({@code vec0Update_Insert}, {@code vec0Update_Update}, {@code vec0Update_Delete} of its {@code
 * sqlite-vec.c}): the module itself is not there. A row whose partition or key changes goes and
 * comes again.
 */
final class VectorRows extends ReturnTable {
  private final FileStatements statements;
  private final CaptureTable table;
  private final Vec0Table declared;
  private final List<Vec0Column> carried;
  private final String key;
  private final String rowids;
  private final String auxiliary;
  private final ChunkBlobs blobs;
  private final VectorSlots slots;
  private final VectorPlaces places;
  private final VectorRowReading reading;
  private boolean written;

  VectorRows(FileStatements statements, CaptureTable table, VectorTable vectors, Charset encoding) {
    this.statements = statements;
    this.table = table;
    this.declared = vectors.declared();
    this.carried = vectors.carried();
    this.key = table.key().columns().get(0);
    this.rowids = quote(declared.rowids());
    this.auxiliary = quote(declared.name() + Vec0Table.AUXILIARY);
    this.blobs = new ChunkBlobs(statements);
    this.slots = new VectorSlots(declared, statements, blobs);
    this.places = new VectorPlaces(declared, statements, blobs, slots);
    this.reading = new VectorRowReading(statements, table, vectors, encoding, slots);
  }

  @Override
  public List<String> columns() {
    return table.carried().stream().map(CaptureColumn::name).toList();
  }

  @Override
  public List<String> key() {
    return List.of(key);
  }

  @Override
  public Optional<Map<String, SourceValue>> read(Map<String, SourceValue> wanted) {
    return find(wanted).map(Placed::values);
  }

  private Optional<Placed> find(Map<String, SourceValue> wanted) {
    return reading.find(Objects.requireNonNull(wanted.get(key), "the key is given"));
  }

  @Override
  public void each(Consumer<Map<String, SourceValue>> row) {
    reading.each(placed -> row.accept(placed.values()));
  }

  @Override
  public long count() {
    return statements.done(
        () -> statements.sqlite().number("SELECT count(*) FROM " + rowids).orElse(0L));
  }

  @Override
  public void insert(Map<String, SourceValue> values) {
    carried.forEach(
        column ->
            VectorColumnCheck.require(
                column, values.getOrDefault(column.name(), SourceValue.NULL)));
    inserted(values, SourceValue.NULL);
  }

  /**
   * Inserts a row that the module would take.
   *
   * @param number its rowid where that is not its key; NULL for a new one
   */
  private void inserted(Map<String, SourceValue> values, SourceValue number) {
    VectorPlace place = places.take(numbered(values, number), partition(values));
    statements.update(
        "UPDATE " + rowids + " SET \"chunk_id\" = ?, \"chunk_offset\" = ? WHERE \"rowid\" = ?",
        new SourceValue.Whole(place.chunk()),
        new SourceValue.Whole(place.offset()),
        place.row());
    if (of(Vec0Column.Role.AUXILIARY).findAny().isPresent()) {
      statements.update("INSERT INTO " + auxiliary + " (\"rowid\") VALUES (?)", place.row());
    }
    written(place, values);
  }

  /** SQLite itself says whether the key is taken. */
  private long numbered(Map<String, SourceValue> values, SourceValue number) {
    SourceValue given = values.getOrDefault(key, SourceValue.NULL);
    boolean text = declared.key().filter(Vec0Column::text).isPresent();
    statements.refusable(
        "INSERT INTO "
            + rowids
            + (text ? " (\"rowid\", \"id\") VALUES (?, ?)" : " (\"rowid\") VALUES (?)"),
        text ? List.of(number, given) : List.of(given));
    return statements.lastRowid();
  }

  private List<SourceValue> partition(Map<String, SourceValue> values) {
    return of(Vec0Column.Role.PARTITION)
        .map(column -> values.getOrDefault(column.name(), SourceValue.NULL))
        .toList();
  }

  private Stream<Vec0Column> of(Vec0Column.Role role) {
    return declared.values().stream().filter(column -> column.role() == role);
  }

  /** Writes the values of all columns but key and partition. */
  private void written(VectorPlace place, Map<String, SourceValue> values) {
    written = true;
    declared.values().stream()
        .filter(VectorSlots::holds)
        .filter(column -> values.containsKey(column.name()))
        .forEach(column -> slots.write(column, place, value(values, column)));
    of(Vec0Column.Role.AUXILIARY)
        .filter(column -> values.containsKey(column.name()))
        .forEach(
            column ->
                statements.update(
                    "UPDATE "
                        + auxiliary
                        + " SET "
                        + quote(column.numbered("value"))
                        + " = ? WHERE \"rowid\" = ?",
                    value(values, column),
                    place.row()));
  }

  private static SourceValue value(Map<String, SourceValue> values, Vec0Column column) {
    return values.getOrDefault(column.name(), SourceValue.NULL);
  }

  @Override
  public boolean update(Map<String, SourceValue> wanted, Map<String, SourceValue> changed) {
    statements.requireWriting();
    carried.stream()
        .filter(column -> changed.containsKey(column.name()))
        .forEach(column -> VectorColumnCheck.require(column, value(changed, column)));
    Optional<Placed> found = find(wanted);
    found.ifPresent(row -> updated(row, changed));
    return found.isPresent();
  }

  private void updated(Placed row, Map<String, SourceValue> changed) {
    Map<String, SourceValue> values = new LinkedHashMap<>(row.values());
    values.putAll(changed);
    boolean rekeyed = !Objects.equals(values.get(key), row.values().get(key));
    if (rekeyed && find(values).isPresent()) {
      throw new RowRefused("another row of " + declared.name() + " has this key", true);
    }
    if (rekeyed || !partition(values).equals(partition(row.values()))) {
      removed(row.place());
      inserted(values, row.place().row());
    } else {
      written(row.place(), changed);
    }
  }

  @Override
  public boolean delete(Map<String, SourceValue> wanted) {
    statements.requireWriting();
    Optional<Placed> found = find(wanted);
    found.map(Placed::place).ifPresent(this::removed);
    return found.isPresent();
  }

  private void removed(VectorPlace place) {
    places.free(place);
    declared.values().stream()
        .filter(VectorSlots::holds)
        .forEach(column -> slots.clear(column, place));
    statements.update("DELETE FROM " + rowids + " WHERE \"rowid\" = ?", place.row());
    if (of(Vec0Column.Role.AUXILIARY).findAny().isPresent()) {
      statements.update("DELETE FROM " + auxiliary + " WHERE \"rowid\" = ?", place.row());
    }
  }

  @Override
  public void clear() {
    statements.requireWriting();
    places.freeAll();
    declared.values().stream().filter(VectorSlots::holds).forEach(slots::clearAll);
    statements.update("DELETE FROM " + rowids);
    if (of(Vec0Column.Role.AUXILIARY).findAny().isPresent()) {
      statements.update("DELETE FROM " + auxiliary);
    }
  }

  /** Only new values are looked for; what went is told by triggers alone. */
  @Override
  protected boolean writtenUntold() {
    return written;
  }

  @Override
  protected void flush() {
    blobs.flush();
  }

  @Override
  protected void forget() {
    blobs.forget();
  }

  @Override
  protected boolean rearrangeable() {
    return false;
  }

  @Override
  protected RowsMovedOut movingOut() {
    throw new IllegalStateException("rows of " + declared.name() + " are in nobody's way");
  }
}
