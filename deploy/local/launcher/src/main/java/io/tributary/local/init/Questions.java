package io.tributary.local.init;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks somebody who sits at a terminal. */
interface Questions {
  /** An answer; empty when nothing was typed. */
  String ask(String question);

  /** The same without showing what is typed. */
  String secret(String question);

  /** A terminal, where there is one. */
  static Optional<Questions> ofTerminal() {
    @Nullable Console console = System.console();
    return console == null ? Optional.empty() : Optional.of(new Terminal(console));
  }

  /** The terminal of this process. */
  record Terminal(Console console) implements Questions {
    @Override
    public String ask(String question) {
      String typed = console.readLine("%s ", question);
      return typed == null ? "" : typed.strip();
    }

    @Override
    public String secret(String question) {
      char[] typed = console.readPassword("%s ", question);
      return typed == null ? "" : new String(typed);
    }
  }
}
