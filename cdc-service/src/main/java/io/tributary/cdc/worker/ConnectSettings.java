package io.tributary.cdc.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where Kafka Connect is, below {@code tributary.connect}. */
@ConfigMapping(prefix = "tributary.connect")
public interface ConnectSettings {
  /** The REST interface of the worker, or of any worker of the cluster. */
  @WithDefault("http://127.0.0.1:8083")
  String url();

  /** The user of its basic authentication. */
  @WithDefault("tributary")
  String user();

  /** A file whose first line is the user's password; without one none is sent. */
  Optional<Path> passwordFile();
}
