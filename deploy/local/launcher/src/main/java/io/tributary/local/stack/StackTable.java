package io.tributary.local.stack;

import java.util.List;

/** A table for people of what runs where. */
public final class StackTable {
  private StackTable() {}

  /** One line per process below a heading, columns aligned. */
  public static String of(List<ProcessSpec> processes, StackLayout layout) {
    int name = width(processes.stream().map(ProcessSpec::name).toList(), "PROCESS");
    int address = width(processes.stream().map(ProcessSpec::address).toList(), "ADDRESS");
    String format = "%-" + name + "s  %-" + address + "s  %s%n";
    StringBuilder table = new StringBuilder(String.format(format, "PROCESS", "ADDRESS", "LOG"));
    for (ProcessSpec process : processes) {
      table.append(
          String.format(format, process.name(), process.address(), layout.log(process.name())));
    }
    return table.toString();
  }

  /** Where the console is, and what it asks for. */
  public static String console(StackAddresses addresses, StackLayout layout) {
    return "The console is at %s; sign in with the token in %s."
        .formatted(addresses.console(), layout.apiToken());
  }

  private static int width(List<String> column, String heading) {
    return column.stream().mapToInt(String::length).reduce(heading.length(), Math::max);
  }
}
