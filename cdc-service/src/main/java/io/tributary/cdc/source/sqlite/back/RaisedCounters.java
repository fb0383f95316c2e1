package io.tributary.cdc.source.sqlite.back;

import io.tributary.cdc.apply.file.ReturningFile;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.source.converted.KeptMapping;
import io.tributary.cdc.source.sqlite.schema.KeySequences;
import io.tributary.database.DatabaseSession;
import java.util.Map;

/**
 * The counters of AUTOINCREMENT, which go on behind what the target has given out, so that no key
 * comes twice.
 *
 * @param file that has them
 */
public record RaisedCounters(ReturningFile file) implements Runnable {

  @Override
  public void run() {
    Map<String, Long> last = last();
    file.change(home -> last.forEach(home::raiseCounter));
  }

  private Map<String, Long> last() {
    try (DatabaseSession target = file.databases().open(file.out().target())) {
      PreparationJournal kept = new PreparationJournal(target, file.out().stream());
      return KeySequences.last(target, new KeptMapping(kept).require(file.out().source()));
    }
  }
}
