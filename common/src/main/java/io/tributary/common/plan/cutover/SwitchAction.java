package io.tributary.common.plan.cutover;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What points an application at the target once both sides were found equal. */
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
   * it.
   *
   * @param path the file
   * @param set variable to new value; {@code ${env:NAME}} and {@code ${file:PATH}} stand for
   *     secrets
   */
  record EnvFile(String path, Map<String, String> set) implements SwitchAction {
    public EnvFile {
      set = Map.copyOf(set);
    }

    @Override
    public String label() {
      return "env-file " + path;
    }

    @Override
    public EnvFile withoutSecrets() {
      Map<String, String> hidden = new TreeMap<>();
      set.keySet().forEach(name -> hidden.put(name, HIDDEN));
      return new EnvFile(path, hidden);
    }

    @Override
    public Stream<String> texts() {
      return set.values().stream();
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
      Map<String, String> hidden = new TreeMap<>();
      environment.keySet().forEach(name -> hidden.put(name, HIDDEN));
      List<String> shown = run.size() == 1 ? run : List.of(program(), HIDDEN);
      return new Command(shown, hidden, timeoutMillis);
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
   * Posts the cutover as a CloudEvent; any 2xx answer means switched.
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
