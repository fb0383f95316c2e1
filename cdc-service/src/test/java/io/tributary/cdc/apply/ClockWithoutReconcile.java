package io.tributary.cdc.apply;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The clock where the service's own is left out with reconcile. */
final class ClockWithoutReconcile {
  private ClockWithoutReconcile() {}

  @Produces
  @DefaultBean
  @ApplicationScoped
  static Clock utc() {
    return Clock.systemUTC();
  }
}
