package io.tributary.cdc.worker;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the services the address of Kafka Connect that the settings name. */
final class ConnectAddresses {
  @Produces
  @Singleton
  ConnectAddress address(ConnectSettings settings) {
    return ConnectAddress.of(settings);
  }
}
