package io.tributary.common.secret;

/**
 * Where a secret is kept. This is all that ever travels on topics, in connector configurations and
 * in API answers.
 *
 * @param kind environment variable or file
 * @param name the variable's name, or the file's absolute path
 */
public record SecretRef(Kind kind, String name) {

  /** The two places in which a secret may be kept. */
  public enum Kind {
    /** An environment variable of the service (and of the Connect worker). */
    ENV,
    /**
     * A file that the service (and the Connect worker) can read; one trailing line break is not
     * part of it.
     */
    FILE
  }

  /** A reference to an environment variable. */
  public static SecretRef env(String name) {
    return new SecretRef(Kind.ENV, name);
  }

  /** A reference to a file. */
  public static SecretRef file(String path) {
    return new SecretRef(Kind.FILE, path);
  }

  /** The reference in Kafka Connect's config provider syntax, resolved by the worker itself. */
  public String connectPlaceholder() {
    return kind == Kind.ENV ? "${env:" + name + "}" : "${file:" + name + ":value}";
  }

  /** For people, in messages about the secret. */
  public String display() {
    return kind == Kind.ENV ? "environment variable " + name : "file " + name;
  }
}
