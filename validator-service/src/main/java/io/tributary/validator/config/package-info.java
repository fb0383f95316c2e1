/** The validator's settings. */
package io.tributary.validator.config;
