package io.tributary.orchestrator;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.tributary.fixture.ApiTokenFile;
import java.util.List;

/** Lets the requests of tests name the token and a content type, as every client has to. */
public final class AuthorizedRequests implements QuarkusTestBeforeEachCallback, Filter {
  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    RestAssured.replaceFiltersWith(List.of(this));
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification response,
      FilterContext context) {
    if (!request.getHeaders().hasHeaderWithName("Authorization")) {
      request.header("Authorization", "Bearer " + ApiTokenFile.TOKEN);
    }
    // What RestAssured says of a body that is not there; no API of ours takes forms.
    if (request.getContentType() == null || request.getContentType().contains("urlencoded")) {
      request.contentType(ContentType.JSON);
    }
    return context.next(request, response);
  }
}
