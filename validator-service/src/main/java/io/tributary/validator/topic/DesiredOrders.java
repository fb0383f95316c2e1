package io.tributary.validator.topic;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.json.RecordFormat;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the desired topic says of each migration. What cannot be read or carried out of
 * one migration is logged and keeps nobody else waiting.
 *
 * @param desire takes the desired state of a migration
 * @param forget takes the name of one that is gone
 */
record DesiredOrders(Consumer<DesiredState> desire, Consumer<String> forget) {
  private static final Logger LOG = Logger.getLogger(DesiredOrders.class);

  void carryOut(Map<String, byte @Nullable []> latest) {
    latest.forEach(this::carryOut);
  }

  private void carryOut(String migration, byte @Nullable [] order) {
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
