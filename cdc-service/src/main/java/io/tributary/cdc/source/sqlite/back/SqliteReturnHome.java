package io.tributary.cdc.source.sqlite.back;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.apply.file.FileCheckpoint;
import io.tributary.cdc.apply.file.ReturningFile;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.ReturnDefinitions;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.TargetSide;
import io.tributary.cdc.source.converted.KeptMapping;
import io.tributary.cdc.source.converted.SourceFencing;
import io.tributary.cdc.source.sqlite.schema.KeySequences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.files.sqlite.source.SqliteFileError;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A SQLite file as the home of its target's changes. How far they have come is a fact of the file;
 * what the target's tables look like, and the notes of the capture, are kept at the target.
 *
 * @param databases opens connections
 * @param out the source as it moves out
 * @param fence of the file; while it stands the file is closed to its application
 * @param file where rows go
 * @param targetOpened whether the target is open to its application
 */
public record SqliteReturnHome(
    Databases databases,
    MovingSource out,
    SourceFencing fence,
    ReturningFile file,
    BooleanSupplier targetOpened)
    implements ReturnHome {
  private static final List<String> FORGET =
      List.of(
          DefinitionStore.FORGET,
          "DELETE FROM tributary.preparation WHERE migration = ? AND source = ?");

  @Override
  public void prepare() {
    ReturnDefinitions definitions = new ReturnDefinitions(databases, out.reversed());
    List<TableDefinition> tables = definitions.read();
    StreamId stream = definitions.back().stream();
    try (DatabaseSession target = databases.open(out.target())) {
      target.inTransaction(
          () -> {
            if (new DefinitionStore(target, stream).read().isEmpty()) {
              definitions.keep(target, tables);
            }
          });
    }
    try {
      change(home -> FileCheckpoint.begin(home, TargetSide.CLOSED_FROM_THE_START));
    } catch (SqliteFailure e) {
      throw failed(e);
    }
  }

  @Override
  public CommitterFactory committers() {
    return file.committers();
  }

  @Override
  public Optional<Long> applied() {
    return SqliteSourceFile.of(out.source()).read(FileCheckpoint::offset);
  }

  /** What was refused is counted, and keeps the gate shut. */
  @Override
  public void checkDrained() {}

  @Override
  public void open() {
    Optional<FenceObserved> standing = fence.settled();
    if (standing.isPresent()) {
      raiseCounters();
      fence.lift(new FenceLift(out, standing.get().token(), targetOpened));
    }
  }

  /** No key comes twice: AUTOINCREMENT goes on behind what the target has given out. */
  private void raiseCounters() {
    Map<String, Long> last;
    try (DatabaseSession target = databases.open(out.target())) {
      PreparationJournal kept = new PreparationJournal(target, out.stream());
      last = KeySequences.last(target, new KeptMapping(kept).require(out.source()));
    }
    try {
      change(home -> last.forEach(home::raiseCounter));
    } catch (SqliteFailure e) {
      throw failed(e);
    }
  }

  @Override
  public boolean opened() {
    return fence.settled().isEmpty();
  }

  /** The notes of the capture are kept at the target, so they are always at hand. */
  @Override
  public boolean made() {
    return true;
  }

  @Override
  public void remove() {
    forget();
    StreamId stream = out.stream().opposite();
    try (DatabaseSession target = databases.open(out.target())) {
      if (StateSchema.exists(target)) {
        FORGET.forEach(sql -> target.update(sql, stream.migration(), stream.source()));
      }
    }
  }

  /** Without a capture the file keeps nothing either. */
  private void forget() {
    try {
      change(FileCheckpoint::forget);
    } catch (SqliteFailure e) {
      if (e.error() != SqliteError.CAPTURE_MISSING) {
        throw failed(e);
      }
    }
  }

  private void change(Consumer<ReturnTransaction> work) {
    try (ReturnTransaction home = file.begin()) {
      work.accept(home);
      home.commit();
    }
  }

  private TributaryException failed(SqliteFailure e) {
    return SqliteFileError.of(out.source().name(), e);
  }
}
