package io.tributary.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of the checkout and of one local stack.
 *
 * @param root the checkout with the built modules
 * @param home data, logs and settings of one local stack
 */
public record StackLayout(Path root, Path home) {
  /** Makes both paths absolute. */
  public StackLayout {
    root = root.toAbsolutePath().normalize();
    home = home.toAbsolutePath().normalize();
  }

  /** The log file of a process. */
  public Path log(String name) {
    return logs().resolve(name + ".log");
  }

  /** The log files of all processes. */
  public Path logs() {
    return home.resolve("logs");
  }

  /** A script of the local stack. */
  public Path script(String name) {
    return root.resolve("deploy/local/bin").resolve(name);
  }

  /** Topics and offsets. */
  public Path kafka() {
    return home.resolve("kafka");
  }

  /** The file that the broker makes when clients may come. */
  public Path kafkaReady() {
    return home.resolve("kafka.ready");
  }

  /** Logins of everybody who speaks to the broker; see {@link KafkaLogins}. */
  public Path kafkaClients() {
    return home.resolve("kafka-clients");
  }

  /** Settings of the Connect worker, written anew by each start. */
  public Path connect() {
    return home.resolve("connect");
  }

  /** The file with the token that the services know, with every role. */
  public Path apiToken() {
    return home.resolve("api.token");
  }

  /** The file with the address at which {@code up} has started the orchestrator last. */
  public Path apiAddress() {
    return home.resolve("api.address");
  }

  /** The file with the address of a PostgreSQL server that {@code up} has started last. */
  public Path postgresUrl(String name) {
    return home.resolve(name + ".url");
  }

  /** The file with the password that the Connect worker's REST interface asks for. */
  public Path connectPassword() {
    return home.resolve("connect.password");
  }

  /** The file with the private key that signs reports of cutovers and rollbacks. */
  public Path evidenceKey() {
    return home.resolve("evidence.key");
  }

  /** Reports of cutovers and rollbacks. */
  public Path evidence() {
    return home.resolve("evidence");
  }

  /** The runnable jar of a service. */
  public Path serviceJar(String module) {
    return built(module, "target/quarkus-app/quarkus-run.jar");
  }

  /** A module's directory {@code target}, when the named part of it has been built. */
  public Path target(String module, String part) {
    built(module, "target/" + part);
    return root.resolve(module).resolve("target");
  }

  private Path built(String module, String path) {
    Path file = root.resolve(module).resolve(path);
    if (!Files.exists(file)) {
      throw new StartFailure(
          "The module "
              + module
              + " is not built ("
              + file
              + " is missing). Build it with: mvn -q -DskipTests package -pl "
              + module
              + " -am");
    }
    return file;
  }
}
