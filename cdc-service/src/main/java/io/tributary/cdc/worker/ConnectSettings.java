package io.tributary.cdc.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where Kafka Connect is, below {@code tributary.connect}. */
@ConfigMapping(prefix = "tributary.connect")
public interface ConnectSettings {
  /**
   * The REST interface of the worker, or of any worker of the cluster; by {@code https} where it is
   * on another machine.
   */
  @WithDefault("http://127.0.0.1:8083")
  String url();

  /** The user of its basic authentication. */
  @WithDefault("tributary")
  String user();

  /** A file whose first line is the user's password; without one none is sent. */
  Optional<Path> passwordFile();

  /**
   * A PEM file with the authorities that the worker's certificate is checked with, read at the
   * start; without one those that Java trusts.
   */
  Optional<Path> tlsCa();

  /** {@code accepted} where plain HTTP to another machine is. */
  Optional<Acceptance> unencrypted();

  /** The word by which somebody says that he knows what he allows. */
  enum Acceptance {
    ACCEPTED
  }
}
