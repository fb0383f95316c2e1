package io.tributary.common.plan.cutover;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What points an application at the side that was opened, once both were found equal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SwitchAction.EnvFile.class, name = "env-file"),
  @JsonSubTypes.Type(value = SwitchAction.Command.class, name = "command"),
  @JsonSubTypes.Type(value = SwitchAction.Webhook.class, name = "webhook")
})
public sealed interface SwitchAction {
  /** Stands where something is left out. */
  String HIDDEN = "(not shown)";

  /** Names the action without the parts in which people put secrets. */
  String label();

  /** The same action with everything left out in which people put secrets. */
  SwitchAction withoutSecrets();

  /** The texts in which references to secrets may stand. */
  Stream<String> texts();

  private static Map<String, String> hidden(Map<String, String> values) {
    Map<String, String> hidden = new TreeMap<>();
    values.keySet().forEach(name -> hidden.put(name, HIDDEN));
    return hidden;
  }

  /** What a function for each kind of action makes of this one. */
  <T> T match(Cases<T> cases);

  /** A function for each kind of action; a new kind does not compile before it has its own. */
  interface Cases<T> {
    /** Of an action that rewrites a file. */
    T envFile(EnvFile action);

    /** Of an action that runs a program. */
    T command(Command action);

    /** Of an action that calls a webhook. */
    T webhook(Webhook action);
  }

  /**
   * Rewrites variables of an {@code .env} or compose file atomically and keeps the old file beside
   * it, from which a rollback takes what stood there.
   *
   * @param path the file
   * @param set variable to new value; {@code ${env:NAME}} and {@code ${file:PATH}} stand for
   *     secrets
   * @param back what a rollback sets of these variables; the others get again what stood there
   */
  record EnvFile(String path, Map<String, String> set, Map<String, String> back)
      implements SwitchAction {
    public EnvFile {
      set = Map.copyOf(set);
      back = back == null ? Map.of() : Map.copyOf(back);
    }

    /** A file in which a rollback puts everything back as it was. */
    public EnvFile(String path, Map<String, String> set) {
      this(path, set, Map.of());
    }

    /** The variables that a rollback puts back as they were, in order. */
    public SortedSet<String> restored() {
      SortedSet<String> names = new TreeSet<>(set.keySet());
      names.removeAll(back.keySet());
      return names;
    }

    @Override
    public String label() {
      return "env-file " + path;
    }

    @Override
    public EnvFile withoutSecrets() {
      return new EnvFile(path, hidden(set), hidden(back));
    }

    @Override
    public Stream<String> texts() {
      return Stream.concat(set.values().stream(), back.values().stream());
    }

    @Override
    public <T> T match(Cases<T> cases) {
      return cases.envFile(this);
    }
  }

  /**
   * Runs a program without a shell; exit status 0 means switched.
   *
   * @param run program and arguments, in which no secrets are
   * @param environment variables beside those that every program gets; {@code ${env:NAME}} and
   *     {@code ${file:PATH}} stand for secrets
   * @param timeoutMillis after which it is told that it takes too long; it is waited for all the
   *     same
   */
  record Command(List<String> run, Map<String, String> environment, long timeoutMillis)
      implements SwitchAction {
    public Command {
      run = List.copyOf(run);
      environment = environment == null ? Map.of() : Map.copyOf(environment);
    }

    /** A command without variables of its own. */
    public Command(List<String> run, long timeoutMillis) {
      this(run, Map.of(), timeoutMillis);
    }

    /** The program without its arguments. */
    public String program() {
      return run.get(0);
    }

    @Override
    public String label() {
      return "command " + program();
    }

    @Override
    public Command withoutSecrets() {
      List<String> shown = run.size() == 1 ? run : List.of(program(), HIDDEN);
      return new Command(shown, hidden(environment), timeoutMillis);
    }

    @Override
    public Stream<String> texts() {
      return environment.values().stream();
    }

    @Override
    public <T> T match(Cases<T> cases) {
      return cases.command(this);
    }
  }

  /**
   * Posts the cutover or rollback as a CloudEvent; any 2xx answer means switched.
   *
   * @param url where to
   * @param timeoutMillis after which it counts as failed
   */
  record Webhook(String url, long timeoutMillis) implements SwitchAction {
    @Override
    public String label() {
      return "webhook " + WebAddress.shown(url);
    }

    @Override
    public Webhook withoutSecrets() {
      return new Webhook(WebAddress.shown(url), timeoutMillis);
    }

    @Override
    public Stream<String> texts() {
      return Stream.of(url);
    }

    @Override
    public <T> T match(Cases<T> cases) {
      return cases.webhook(this);
    }
  }
}
