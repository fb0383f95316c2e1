package io.tributary.orchestrator.state;

import io.tributary.orchestrator.order.OrderName;
import java.util.List;
import java.util.Optional;

/** An order about single sources of a migration, which goes on with the others. */
public sealed interface SourceOrder extends Order {

  /**
   * Applies dead letters again.
   *
   * @param source whose dead letters; empty for those of every source
   */
  record Replay(Optional<String> source) implements SourceOrder {
    @Override
    public OrderName order() {
      return OrderName.REPLAY;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.replay(situation, source);
    }
  }

  /**
   * Gives up one change that the target refuses, and applies the other dead letters of its source
   * again.
   *
   * @param source the source that it came from
   * @param deadLetter its id
   */
  record Discard(String source, long deadLetter) implements SourceOrder {
    @Override
    public OrderName order() {
      return OrderName.DISCARD;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.discard(situation, source, deadLetter);
    }
  }

  /**
   * Writes rows of the target again that the validator has confirmed to differ.
   *
   * @param source whose rows
   * @param table as the verdict names it; empty for every table with confirmed differences
   * @param dryRun only name the rows; touch nothing
   */
  record Repair(String source, Optional<String> table, boolean dryRun) implements SourceOrder {
    @Override
    public OrderName order() {
      return OrderName.REPAIR;
    }

    @Override
    public String label() {
      return dryRun ? "dry-repair" : SourceOrder.super.label();
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.repair(situation, this);
    }
  }

  /**
   * Removes everything of one source besides what is the source's own, and begins it anew; or
   * replaces the rows of one of its tables.
   *
   * @param source its name
   * @param table the one table that is meant; empty for the source as a whole
   */
  record Restart(String source, Optional<String> table) implements SourceOrder {
    @Override
    public OrderName order() {
      return OrderName.RESTART;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.restart(situation, this);
    }
  }

  /**
   * Takes tables in that were made at a source since it is captured.
   *
   * @param source its name
   * @param tables as verdicts name them; empty for all that are new
   */
  record AddTables(String source, List<String> tables) implements SourceOrder {
    public AddTables {
      tables = List.copyOf(tables);
    }

    @Override
    public OrderName order() {
      return OrderName.ADD_TABLES;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.addTables(situation, this);
    }
  }

  /**
   * Goes on with an abort or a completion without a source that is gone.
   *
   * @param source its name
   */
  record Abandon(String source) implements SourceOrder {
    @Override
    public OrderName order() {
      return OrderName.ABANDON;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.abandon(situation, source);
    }
  }
}
