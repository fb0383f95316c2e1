package io.tributary.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The bill of materials of one image (CycloneDX): each library of the layers, which the build's own
 * bill knows by its digest, the packages of the machine's files, and Java.
 *
 * @param order for the time and the version
 */
record ImageBill(ImageOrder order) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHA_256 = "SHA-256";

  /** Writes it and returns it as the layer that holds it. */
  ImageFiles write(ImageRecipe recipe, List<MachinePackage> packages) throws IOException {
    ObjectNode bill = JSON.createObjectNode();
    bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    ObjectNode metadata = bill.putObject("metadata").put("timestamp", order.created().toString());
    metadata
        .putObject("component")
        .put("type", "container")
        .put("name", recipe.name())
        .put("version", order.tag());
    ArrayNode components = bill.putArray("components");
    Map<String, JsonNode> known = known(recipe.bill());
    for (ImageFiles layer : recipe.layers()) {
      for (Path file : layer.files().values()) {
        if (file.toString().endsWith(".jar")) {
          String digest = digest(file);
          JsonNode found = known.get(digest);
          components.add(found == null ? own(file, digest) : found);
        }
      }
    }
    packages.forEach(part -> components.add(component(part)));
    Path written = order.out().resolve(recipe.name() + ".cdx.json");
    JSON.writerWithDefaultPrettyPrinter().writeValue(written.toFile(), bill);
    return new ImageFiles("bill", Map.of("/opt/tributary/bom.cdx.json", written));
  }

  private static Map<String, JsonNode> known(Path bill) throws IOException {
    Map<String, JsonNode> known = new HashMap<>();
    for (JsonNode component : JSON.readTree(bill.toFile()).path("components")) {
      for (JsonNode hash : component.path("hashes")) {
        if (hash.path("alg").asText().equals(SHA_256)) {
          known.put(hash.path("content").asText(), component);
        }
      }
    }
    return known;
  }

  /** What this build made itself. */
  private ObjectNode own(Path file, String digest) {
    ObjectNode component =
        JSON.createObjectNode()
            .put("type", "library")
            .put("name", file.getFileName().toString())
            .put("version", order.tag());
    component.putArray("hashes").addObject().put("alg", SHA_256).put("content", digest);
    return component;
  }

  private static ObjectNode component(MachinePackage part) {
    return JSON.createObjectNode()
        .put("type", "library")
        .put("name", part.name())
        .put("version", part.version())
        .put("purl", part.url());
  }

  private static String digest(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(SHA_256).digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
