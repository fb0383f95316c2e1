/**
 * Lets people sign in to the console at an OpenID Connect server, by the authorization code flow.
 */
@NullMarked
package io.tributary.orchestrator.signin;

import org.jspecify.annotations.NullMarked;
