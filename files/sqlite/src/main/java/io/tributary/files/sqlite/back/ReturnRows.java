package io.tributary.files.sqlite.back;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings rows of one table to their final states at once, in whatever order that can be had. Where
 * unique values change between rows, so that each is in the way of another, all rows that change
 * are taken out and put in again; the application's triggers that stay see a removal and a new row
 * then.
 */
public final class ReturnRows {
  private final ReturnTransaction transaction;
  private final ReturnTable table;

  public ReturnRows(ReturnTransaction transaction, ReturnTable table) {
    this.transaction = transaction;
    this.table = table;
  }

  /**
   * Makes the changes; those of one row must be one change.
   *
   * @return what the file does not take; those rows are as they were
   */
  public List<RowRefusal> apply(List<RowChange> changes) {
    transaction.savepoint();
    Round direct = new Round();
    direct.removals(changes);
    alterations(changes).forEach(change -> direct.run(change, () -> altered(change)));
    direct.additions(changes);
    if (!direct.collided || !table.rearrangeable()) {
      transaction.release();
      return direct.refusals;
    }
    transaction.undo();
    return rearranged(changes);
  }

  private void altered(RowChange.Alteration change) {
    if (!table.update(change.key(), change.changed())) {
      throw new RowRefused("the row is not there", false);
    }
  }

  /** A row that is refused stays what it was, which may be in the way of others: again without. */
  private List<RowRefusal> rearranged(List<RowChange> changes) {
    List<RowChange> remaining = new ArrayList<>(changes);
    List<RowRefusal> refused = new ArrayList<>();
    while (true) {
      transaction.savepoint();
      Round round = movedOut(remaining);
      if (round.refusals.isEmpty()) {
        transaction.release();
        return refused;
      }
      transaction.undo();
      refused.addAll(round.refusals);
      round.refusals.forEach(refusal -> remaining.removeIf(change -> change == refusal.change()));
    }
  }

  private Round movedOut(List<RowChange> changes) {
    Round round = new Round();
    try (RowsMovedOut rows = table.movingOut()) {
      round.removals(changes);
      List<RowChange.Alteration> alterations = alterations(changes);
      for (int i = 0; i < alterations.size(); i++) {
        int number = i;
        RowChange.Alteration change = alterations.get(i);
        round.run(
            change,
            () -> {
              if (!rows.out(number, change.key())) {
                throw new RowRefused("the row is not there", false);
              }
            });
      }
      for (int i = 0; i < alterations.size(); i++) {
        int number = i;
        RowChange.Alteration change = alterations.get(i);
        round.run(change, () -> rows.in(number, change.changed()));
      }
      round.additions(changes);
    }
    return round;
  }

  private static List<RowChange.Alteration> alterations(List<RowChange> changes) {
    return of(RowChange.Alteration.class, changes);
  }

  private static <T extends RowChange> List<T> of(Class<T> kind, List<RowChange> changes) {
    return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** One try of all changes. */
  private final class Round {
    private final List<RowRefusal> refusals = new ArrayList<>();
    private boolean collided;

    void removals(List<RowChange> changes) {
      of(RowChange.Removal.class, changes)
          .forEach(change -> run(change, () -> table.delete(change.key())));
    }

    void additions(List<RowChange> changes) {
      of(RowChange.Addition.class, changes)
          .forEach(change -> run(change, () -> table.insert(change.values())));
    }

    void run(RowChange change, Runnable write) {
      try {
        write.run();
      } catch (RowRefused e) {
        refusals.add(new RowRefusal(change, e.what()));
        collided |= e.collision();
      }
    }
  }
}
