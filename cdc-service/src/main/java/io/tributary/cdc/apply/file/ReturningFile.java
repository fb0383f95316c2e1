package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.apply.follow.LoadedMapping;
import io.tributary.cdc.apply.follow.PostgresSchemaFollower;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.quarantine.QuarantineStore;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.ReturnDefinitions;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.mapping.table.TableMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A file to which rows of its target come back.
 *
 * @param databases reaches the target's catalog
 * @param out the source as it moves out
 * @param access to the file
 * @param targetOpened whether the target is open to its application
 */
public record ReturningFile(
    Databases databases, MovingSource out, ReturnAccess access, BooleanSupplier targetOpened) {

  /** What commits rows to it. */
  public CommitterFactory committers() {
    return (later, owner, hooks) -> new FileCommitter(this, owner, hooks);
  }

  /** Begins a transaction that nobody else looks into. */
  public ReturnTransaction begin() {
    return access.begin();
  }

  /**
   * Changes facts of the file in a transaction.
   *
   * @throws TributaryException what is wrong with it
   */
  public void change(Consumer<ReturnTransaction> work) {
    try (ReturnTransaction home = begin()) {
      work.accept(home);
      home.commit();
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * Takes the file for itself and does all that has to be possible before rows can be written to
   * it; nothing of that stays.
   *
   * @throws TributaryException what is in the way, by the name of the table
   */
  public void tryWriting() {
    try (ReturnTransaction home = begin()) {
      access.tryWriting(home);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * Keeps what the tables of a closed target look like now: only the stream that goes out has
   * changed them. An open target is the application's, and nothing is kept.
   */
  void renewDefinitions() {
    try (DatabaseSession target = databases.open(out.target())) {
      target.inTransaction(
          () -> {
            List<TableDefinition> now = ReturnDefinitions.of(target, out.reversed());
            // Asked behind the read, in which nothing of an application's can be if it is closed.
            if (!targetOpened.getAsBoolean()) {
              ReturnDefinitions.renew(target, out.reversed().stream(), now);
            }
          });
    }
  }

  /** Reads in the target what has to be known of the tables; closes the session if that fails. */
  TargetKnowledge read(ApplySession target) {
    try {
      return known(target);
    } catch (RuntimeException e) {
      target.close();
      throw e;
    }
  }

  private TargetKnowledge known(ApplySession target) {
    // Before the mapping: whatever table it knows of has come there by then.
    PostgresSchemaFollower schema = PostgresSchemaFollower.intoFile(out.reversed(), databases);
    schema.load(target);
    LoadedMapping mapping = new LoadedMapping(out.stream(), out.source());
    mapping.load(target);
    Map<TableName, ReturningTable> returning = new HashMap<>();
    for (TableMapping table : mapping.tables()) {
      returning.put(table.target(), ReturningTable.of(table, access.name(table.source())));
    }
    QuarantineStore quarantined = new QuarantineStore(out.stream(), out.source());
    return new TargetKnowledge(target, out.stream(), quarantined, returning, schema);
  }

  /** The error of a failed step. */
  TributaryException failed(RuntimeException e) {
    if (e instanceof TributaryException known) {
      return known;
    }
    return access.named(e).orElseThrow(() -> e);
  }

  /** The file says nothing of the stream. */
  TributaryException notBegun() {
    return new TributaryException(
        ApplyError.WAY_BACK_LOST,
        "File %s of source %s does not say how far its way back has come: it was replaced by an older copy, or its capture was taken away. Put it back as it was; otherwise there is no way back any more that loses nothing, and the migration can only be completed."
            .formatted(out.source().converted().path(), out.source().name()),
        out.fields());
  }
}
