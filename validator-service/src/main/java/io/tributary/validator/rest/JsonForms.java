package io.tributary.validator.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.tributary.common.json.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes answers have the same JSON forms as records on topics. */
public class JsonForms {

  @Produces
  @Singleton
  ObjectMapper mapper(@All List<ObjectMapperCustomizer> customizers) {
    ObjectMapper mapper = Json.mapper().copy();
    customizers.forEach(customizer -> customizer.customize(mapper));
    return mapper;
  }
}
