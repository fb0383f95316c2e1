package io.tributary.cdc.worker;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the services the address of Kafka Connect that the settings name. */
@Singleton
final class ConnectAddresses {
  @Produces
  @Singleton
  ConnectAddress address(ConnectSettings settings) {
    return ConnectAddress.of(settings);
  }

  /** An address that must not be used ends the start, and not the first order. */
  void start(@Observes StartupEvent started, ConnectAddress address) {
    // Making the address has looked at it.
  }
}
