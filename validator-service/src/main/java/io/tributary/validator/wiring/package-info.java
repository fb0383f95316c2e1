/** Puts the service together. */
package io.tributary.validator.wiring;
