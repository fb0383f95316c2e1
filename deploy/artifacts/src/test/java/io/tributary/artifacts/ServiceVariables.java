package io.tributary.artifacts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.tributary.common.grant.GrantKey;
import io.tributary.kafka.ClientPropertiesSource;
import io.tributary.kafka.TopicReplicas;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The environment variables that services and Connect worker read: of each key of an interface that
 * is mapped to the configuration, and of what is read otherwise.
 */
final class ServiceVariables {
  private static final List<String> MODULES =
      List.of("access", "tracing", "cdc-service", "orchestrator-service", "validator-service");

  private static final Pattern OF_WORKER = Pattern.compile("\\$\\{?(CONNECT_[A-Z_]+)");
  private static final Pattern OF_QUARKUS = Pattern.compile("`(QUARKUS_[A-Z_]+)`");

  private ServiceVariables() {}

  /** All of them that the services read. */
  static Set<String> ofServices() throws IOException {
    Set<String> keys = new TreeSet<>(mapped());
    Stream.of(GrantKey.values()).map(GrantKey::key).forEach(keys::add);
    keys.add(ClientPropertiesSource.FILE);
    keys.add(TopicReplicas.SETTING);
    ConsumerConfig.configNames().forEach(name -> keys.add("kafka." + name));
    keys.add("kafka." + SaslConfigs.SASL_JAAS_CONFIG);
    keys.add("kafka." + SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
    Set<String> variables =
        keys.stream()
            .map(ServiceVariables::variable)
            .collect(Collectors.toCollection(TreeSet::new));
    variables.addAll(found(OF_QUARKUS, "docs/security.md"));
    return variables;
  }

  /** All of them that the script of the worker reads. */
  static Set<String> ofConnect() throws IOException {
    Set<String> variables = found(OF_WORKER, "deploy/local/bin/run-connect.sh");
    Stream.of(GrantKey.values()).map(GrantKey::variable).forEach(variables::add);
    variables.add(variable(TopicReplicas.SETTING));
    return variables;
  }

  private static Set<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(DeployFiles.ROOT.resolve(file)))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> mapped() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (String module : MODULES) {
      Path sources = DeployFiles.ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (Files.readString(file).contains("\n@ConfigMapping(")) {
            String name = sources.relativize(file).toString();
            Class<?> mapping = type(name.replace(".java", "").replace('/', '.'));
            add(mapping, mapping.getAnnotation(ConfigMapping.class).prefix(), keys);
          }
        }
      }
    }
    return keys;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is not compiled.", e);
    }
  }

  private static void add(Class<?> mapping, String prefix, Set<String> keys) {
    for (Method method : mapping.getMethods()) {
      WithName given = method.getAnnotation(WithName.class);
      String name =
          given == null
              ? method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase()
              : given.value();
      String key = prefix + "." + name;
      if (method.getReturnType().isInterface()
          && method.getReturnType().getName().startsWith("io.tributary.")) {
        add(method.getReturnType(), key, keys);
      } else {
        keys.add(key);
      }
    }
  }

  private static String variable(String key) {
    return key.replaceAll("[.-]", "_").toUpperCase();
  }
}
