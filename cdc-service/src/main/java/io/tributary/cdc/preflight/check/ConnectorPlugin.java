package io.tributary.cdc.preflight.check;

/**
 * The plugin of Kafka Connect that a kind of source needs.
 *
 * @param name of the kind, for people
 * @param connector its class
 * @param directory where its jars are built
 */
public record ConnectorPlugin(String name, String connector, String directory) {}
