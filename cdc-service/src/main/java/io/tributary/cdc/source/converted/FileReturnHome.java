package io.tributary.cdc.source.converted;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.apply.file.FileAside;
import io.tributary.cdc.apply.file.FileCheckpoint;
import io.tributary.cdc.apply.file.ReturningFile;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.ReturnDefinitions;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.TargetSide;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.quarantine.QuarantineError;
import io.tributary.database.DatabaseSession;
import io.tributary.files.sqlite.source.SqliteFileError;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file as the home of its target's changes. How far they have come is a fact of the file; what
 * the target's tables look like, and the notes of the capture, are kept at the target.
 *
 * @param fence of the file; while it stands the file is closed to its application
 * @param file where rows go
 * @param facts reads the file for whoever does not write it
 * @param counters takes over what the target has given out, before the file is opened
 */
public record FileReturnHome(
    SourceFencing fence, ReturningFile file, Supplier<SqliteSourceFile> facts, Runnable counters)
    implements ReturnHome {
  private static final List<String> FORGET =
      List.of(
          DefinitionStore.FORGET,
          "DELETE FROM tributary.dead_letter WHERE migration = ? AND source = ?",
          "DELETE FROM tributary.preparation WHERE migration = ? AND source = ?");

  @Override
  public void prepare() {
    ReturnDefinitions definitions = new ReturnDefinitions(file.databases(), file.out().reversed());
    List<TableDefinition> tables = definitions.read();
    StreamId stream = definitions.back().stream();
    try (DatabaseSession target = file.databases().open(file.out().target())) {
      target.inTransaction(
          () -> {
            if (new DefinitionStore(target, stream).read().isEmpty()) {
              definitions.keep(target, tables);
            }
          });
    }
    tryWriting();
    file.change(home -> FileCheckpoint.begin(home, TargetSide.CLOSED_FROM_THE_START));
  }

  @Override
  public CommitterFactory committers() {
    return file.committers();
  }

  @Override
  public Optional<Long> applied() {
    return facts.get().read(FileCheckpoint::offset);
  }

  @Override
  public long letters() {
    return aside().letters();
  }

  private FileAside aside() {
    return facts.get().read(FileCheckpoint::aside);
  }

  /** Of what came to wait since the gate, too, nothing is left behind at the target. */
  @Override
  public QuarantineContent checkDrained() {
    FileAside aside = aside();
    if (aside.letters() > 0) {
      MovingSource back = file.out().reversed();
      throw new TributaryException(
          QuarantineError.DEAD_LETTERS,
          "%s is not opened: it does not take %d rows, and %d changes that were made past the fence of its target are not decided upon. `GET /migrations/%s/dead-letters?source=%s` lists them; do what each says, then type `./tributary replay %s` or discard it."
              .formatted(
                  Sentences.beginning(back.stream().destination()),
                  aside.refused(),
                  aside.foreign(),
                  back.migration().name(),
                  back.stream().source(),
                  back.migration().name()),
          back.fields());
    }
    // The opening takes the file for itself; whoever still reads it is waited for while it can be
    // undone.
    tryWriting();
    return QuarantineContent.NOTHING;
  }

  @Override
  public void tryWriting() {
    file.tryWriting();
  }

  @Override
  public void rehearseOpening() {
    tryWriting();
  }

  @Override
  public void endRehearsal() {
    // Nothing was kept.
  }

  @Override
  public void open() {
    Optional<FenceObserved> standing = fence.settled();
    if (standing.isPresent()) {
      counters.run();
      fence.lift(FenceLift.opening(file.out(), standing.get().token(), file.targetOpened()));
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
    StreamId stream = file.out().stream().opposite();
    try (DatabaseSession target = file.databases().open(file.out().target())) {
      if (StateSchema.exists(target)) {
        FORGET.forEach(sql -> target.update(sql, stream.migration(), stream.source()));
      }
    }
  }

  /** Without a capture the file keeps nothing either. */
  private void forget() {
    try {
      file.change(FileCheckpoint::forget);
    } catch (TributaryException e) {
      if (!e.report().code().equals(SqliteFileError.CAPTURE_MISSING.code())) {
        throw e;
      }
    }
  }
}
