/** The console in a real browser: on real parts, and before a service that only plays them. */
@org.jspecify.annotations.NullMarked
package io.tributary.local.browser;
