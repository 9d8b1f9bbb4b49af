package org.miltermanager.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs the mail host in its container: a Docker engine and the base image {@value MailHost#BASE_IMAGE}.
 *
 * <p>Where one of them is missing the test is skipped with one line that says so; with {@code -Dreal.mta=required} it
 * fails. {@code .ci/prepare} provides both.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MailHostCondition.class)
@interface RealMailHost {}
