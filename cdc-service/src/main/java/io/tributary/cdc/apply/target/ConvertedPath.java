package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.apply.convert.Refusal;
import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.quarantine.Quarantine;
import io.tributary.cdc.apply.quarantine.QuarantineStore;
import io.tributary.cdc.apply.quarantine.QuarantinedKeys;
import io.tributary.cdc.apply.quarantine.RowsRefused;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.OnInvalid;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The rows of a SQLite or Chroma source: converted as declared, refused ones to the quarantine. */
final class ConvertedPath implements RowPath {
  private static final int ROWS_AT_ONCE = 500;
  private final Source source;
  private final LaterStates later;
  private final TargetTables tables = new TargetTables(this::read);
  private final LoadedMapping mapping;
  private final SchemaWatch schema;
  private final QuarantineStore store;
  private final KeyMapStore keyMap;
  private final QuarantinedKeys keys;

  ConvertedPath(StreamId stream, Source source, LaterStates later, TableMaking making) {
    this.source = source;
    this.later = later;
    this.store = new QuarantineStore(stream);
    this.keyMap = new KeyMapStore(stream);
    this.keys = new QuarantinedKeys(store);
    this.mapping = new LoadedMapping(stream, source);
    this.schema =
        source.kind() == SourceKind.CHROMA
            ? new FollowedCollections(source, mapping, making)
            : new MappedSchema(mapping::mapped);
  }

  @Override
  public void connected(TargetSession session) {
    mapping.load(session);
    keys.load(session);
  }

  @Override
  public TargetTables tables() {
    return tables;
  }

  @Override
  public SchemaWatch schema() {
    return schema;
  }

  @Override
  public ConvertedWriter writer(TargetSession session) {
    return writer(session, this::requireNone);
  }

  private ConvertedWriter writer(TargetSession session, Consumer<Collection<Refusal>> rule) {
    Quarantine quarantine = new Quarantine(session, store, keyMap, keys);
    Admitting admitting = new Admitting(session, mapping, quarantine, keyMap);
    return new ConvertedWriter(session, tables, admitting, quarantine, rule);
  }

  @Override
  public void committed(TargetSession session, RowWriter writer) {
    keys.committed(((ConvertedWriter) writer).quarantine());
  }

  @Override
  public List<TableName> filledTables(TargetSession session) {
    return mapping.mapped().tables().stream().map(MappedTable::target).toList();
  }

  /** Rows with a NULL in their key stay: nothing that is done in the target makes them fit. */
  @Override
  public long replay(TargetSession session, Set<Long> discarded) {
    session.command("BEGIN");
    ConvertedWriter writer = writer(session, refused -> {});
    store.each(
        session,
        ROWS_AT_ONCE,
        rows -> writer.again(rows.stream().filter(row -> row.key().row() == 0).toList()));
    session.command("COMMIT");
    long before = keys.count();
    committed(session, writer);
    return before - keys.count();
  }

  @Override
  public SetAside setAside() {
    return new SetAside(0, keys.count(), keys.names());
  }

  /** Where rows may not be kept aside, only those may that a later state is known to follow. */
  private void requireNone(Collection<Refusal> refused) {
    if (source.converted().onInvalid() == OnInvalid.STOP) {
      List<Refusal> open =
          refused.stream()
              .filter(row -> !later.cover(row))
              .sorted(Comparator.comparingLong(Refusal::position))
              .toList();
      if (!open.isEmpty()) {
        throw new RowsRefused(source.name(), open, later.of(open, mapping.mapped()));
      }
    }
  }

  private Optional<TargetTable> read(TargetSession session, TableName name) {
    return mapping
        .mapped()
        .table(name)
        .map(table -> Catalog.read(session, table.target()).namedBy(table.targetKey()));
  }
}
