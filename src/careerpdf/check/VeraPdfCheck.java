import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.ReleaseDetails;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Runs veraPDF over files and prints one line per result and per failure, its fields separated by tabs:
 * "version V", "result FILE FLAVOUR pass|fail|error TEXT", "failure FILE FLAVOUR CLAUSE PLACE RULE TEXT".
 * FILE is the position of the file among the arguments.
 *
 * <p>java -cp JAR VeraPdfCheck.java FLAVOUR,FLAVOUR FILE...
 *
 * <p>veraPDF's own reader of rule sets needs JAXB, which JDKs no longer have; so they are read here, as plain XML.
 */
public final class VeraPdfCheck {
    private static final int MOST_FAILURES = 50;  // of one rule in one file
    private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        line("version", version());
        List<String> files = Arrays.asList(arguments).subList(1, arguments.length);
        for (String flavour : arguments[0].split(",")) {
            PDFAFlavour target = PDFAFlavour.byFlavourId(flavour);
            ValidationProfile rules = ruleSet(target, flavour.equals("ua1") ? "PDFUA-1" : "PDFA-" + flavour.toUpperCase());
            for (int number = 0; number < files.size(); number++) {
                check(files.get(number), String.valueOf(number), flavour, target, rules);
                OUT.flush();
            }
        }
    }

    private static void check(String file, String number, String flavour, PDFAFlavour target, ValidationProfile rules) {
        try (InputStream data = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(data, target)) {
            ValidationResult result = ValidatorFactory.createValidator(rules, 100000, false, true, false).validate(parser);
            line("result", number, flavour, result.isCompliant() ? "pass" : "fail", "" + result.getTotalAssertions());
            Map<String, Integer> seen = new HashMap<>();
            for (TestAssertion test : result.getTestAssertions()) {
                if (test.getStatus() != TestAssertion.Status.FAILED) {
                    continue;
                }
                String clause = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
                if (seen.merge(clause, 1, Integer::sum) <= MOST_FAILURES) {
                    String place = test.getLocation() == null ? "" : test.getLocation().getContext();
                    line("failure", number, flavour, clause, place, test.getMessage(), test.getErrorMessage());
                }
            }
        } catch (Exception | LinkageError | StackOverflowError error) {
            line("result", number, flavour, "error", error.toString());
        }
    }

    private static ValidationProfile ruleSet(PDFAFlavour target, String name) throws Exception {
        String resource = "/org/verapdf/pdfa/validation/" + name + ".xml";
        Document xml;
        try (InputStream in = PDFAParser.class.getResourceAsStream(resource)) {
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(xml.getDocumentElement(), "rule")) {
            Element id = all(rule, "id").get(0);
            Element error = all(rule, "error").get(0);
            List<ErrorArgument> shown = new ArrayList<>();
            for (Element argument : all(error, "argument")) {
                shown.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), attribute(argument, "name"), null));
            }
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"),
                    Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), shown),
                Collections.emptyList()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(xml.getDocumentElement(), "variable")) {
            variables.add(Profiles.variableFromValues(
                variable.getAttribute("name"),
                variable.getAttribute("object"),
                text(variable, "defaultValue"),
                text(variable, "value")));
        }
        return Profiles.profileFromValues(
            target, Profiles.profileDetailsFromValues(name, name, "", new Date()), "", rules, variables);
    }

    private static List<Element> all(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int k = 0; k < nodes.getLength(); k++) {
            found.add((Element) nodes.item(k));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    private static String version() {
        ReleaseDetails details = ReleaseDetails.addDetailsFromResource("org/verapdf/release/validation-model.properties");
        return details == null ? "" : details.getVersion();
    }

    private static void line(String... fields) {
        List<String> plain = new ArrayList<>();
        for (String field : fields) {
            plain.add(field == null ? "" : field.replaceAll("[\\t\\r\\n]+", " "));
        }
        OUT.println(String.join("\t", plain));
        OUT.flush();
    }
}
