package io.tributary.validator.topic;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.json.RecordFormat;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The latest record of each migration on the desired topic that was read and not carried out yet.
 * What cannot be read or carried out of one migration is logged and keeps nobody else waiting. Used
 * by one thread.
 */
final class UnreadOrders {
  private static final Logger LOG = Logger.getLogger(UnreadOrders.class);

  private final Map<String, byte @Nullable []> latest = new LinkedHashMap<>();

  /** A record was read; one without a value says that the migration is gone. */
  void note(String migration, byte @Nullable [] desired) {
    latest.put(migration, desired);
  }

  /** Whether there is nothing to carry out. */
  boolean isEmpty() {
    return latest.isEmpty();
  }

  /** Another instance carries them out. */
  void clear() {
    latest.clear();
  }

  /** Carries them out, each once. */
  void carryOut(Consumer<DesiredState> desire, Consumer<String> forget) {
    Map<String, byte @Nullable []> orders = new LinkedHashMap<>(latest);
    latest.clear();
    orders.forEach((migration, order) -> carryOut(migration, order, desire, forget));
  }

  private static void carryOut(
      String migration,
      byte @Nullable [] order,
      Consumer<DesiredState> desire,
      Consumer<String> forget) {
    try {
      if (order == null) {
        forget.accept(migration);
      } else {
        DesiredState desired = RecordFormat.read(order, DesiredState.class);
        LOG.infof(
            "desired migration=%s generation=%d goal=%s",
            migration, desired.generation(), desired.goal());
        desire.accept(desired);
      }
    } catch (UncheckedIOException e) {
      LOG.errorf("desired state unreadable migration=%s cause=%s", migration, e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "desired state not carried out migration=%s", migration);
    }
  }
}
