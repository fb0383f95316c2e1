package io.tributary.local.order;

import picocli.CommandLine.Option;

/** An order that applications notice, or that cannot be taken back. */
abstract class ConfirmedOrder extends NamedOrder {
  @Option(names = "--yes", description = "Do not ask for the migration's name; for scripts.")
  private boolean yes;

  @Override
  final boolean confirmed() {
    return yes;
  }
}
