using System.Globalization;

namespace NetCompiler.Tests.Data;

public class CsvDataTests
{
    private static Dataset<float> Load(string text, CsvOptions? options = null)
    {
        using var file = new TemporaryFile(text);
        return CsvData.Load(file.Path, options);
    }

    private static void Fails(string text, int line, int column, string message, CsvOptions? options = null)
    {
        using var file = new TemporaryFile(text);
        var exception = Assert.Throws<CsvFormatException>(() => CsvData.Load(file.Path, options));
        Assert.Equal((file.Path, line, column), (exception.Path, exception.Line, exception.Column));
        Assert.StartsWith($"{file.Path}, line {line}, column {column}: ", exception.Message);
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void Header_and_text_classes_are_found()
    {
        Dataset<float> data = Load("length,width,species\n5.1,3.5,setosa\n6.2,-1e-1,virginica\n4.9,0,setosa\n7,1,ad\n");
        Assert.Equal([5.1f, 3.5f, 6.2f, -0.1f, 4.9f, 0f, 7f, 1f], data.Inputs.ToArray());
        Assert.Equal([1f, 2f, 1f, 0f], data.Targets.ToArray());
        Assert.Equal(["ad", "setosa", "virginica"], data.ClassNames);
        Assert.Equal(["length", "width"], data.FeatureNames);
    }

    [Fact]
    public void Without_a_header_the_first_row_is_an_example()
    {
        Dataset<float> data = Load("1,2,cat\n3,4,dog\n");
        Assert.Equal(2, data.Count);
        Assert.Empty(data.FeatureNames);
        Assert.Equal(1, Load("1,2,3\n4,5,6\n", new CsvOptions { Header = true }).Count);
    }

    [Fact]
    public void Numeric_classes_are_ordered_as_numbers()
    {
        Dataset<float> data = Load("0,10\n0,9\n0,2\n0,10\n");
        Assert.Equal([2f, 1f, 0f, 2f], data.Targets.ToArray());
        Assert.Equal(["2", "9", "10"], data.ClassNames);
    }

    [Fact]
    public void Values_are_taken_as_they_are()
    {
        using var file = new TemporaryFile("y,x\n1.5,2\n-3,4\n");
        Dataset<double> data = CsvData.Load<double>(file.Path, new CsvOptions { LabelName = "y", Labels = CsvLabels.Values });
        Assert.Equal([1.5, -3.0], data.Targets.ToArray());
        Assert.Equal([2.0, 4.0], data.Inputs.ToArray());
        Assert.Empty(data.ClassNames);
    }

    [Fact]
    public void The_label_column_can_be_anywhere()
    {
        Assert.Equal([1f, 3f], Load("1,7,3\n", new CsvOptions { LabelColumn = 1 }).Inputs.ToArray());
        Assert.Equal([7f, 3f], Load("1,7,3\n", new CsvOptions { LabelColumn = 0 }).Inputs.ToArray());
        Assert.Equal([1f, 3f], Load("1,7,3\n", new CsvOptions { LabelColumn = ^2 }).Inputs.ToArray());
    }

    [Fact]
    public void Classes_of_the_training_data_number_those_of_the_test_data()
    {
        Dataset<float> test = Load("1,b\n2,c\n", new CsvOptions { ClassNames = ["a", "b", "c"] });
        Assert.Equal([1f, 2f], test.Targets.ToArray());
        Assert.Equal(["a", "b", "c"], test.ClassNames);
        Fails("1,b\n2, d\n", 2, 3, "\"d\" is none of the 2 classes: a, b", new CsvOptions { ClassNames = ["a", "b"] });
    }

    [Fact]
    public void Quoted_fields_hold_separators_quotes_and_line_ends()
    {
        Dataset<float> data = Load("\"x\"\"1\"\"\",\"a, b\",label\r\n\"1.5\",2,\"one\r\ntwo\"\r\n3,\"4\",\"a,b\"\r\n");
        Assert.Equal(["x\"1\"", "a, b"], data.FeatureNames);
        Assert.Equal([1.5f, 2f, 3f, 4f], data.Inputs.ToArray());
        Assert.Equal(["a,b", "one\ntwo"], data.ClassNames);
    }

    [Fact]
    public void Lines_are_counted_within_quoted_fields() => Fails("1,\"a\nb\"\nx,c\n", 3, 1, "\"x\" is not a finite float");

    [Theory]
    [InlineData("1;2;3\n\n4;5;6\n\n")]
    [InlineData("1;2;3\r4;5;6")]
    [InlineData("\r\n1; 2 ;3\r\n4;5;6\r\n")]
    public void Line_ends_blank_lines_and_spaces_around_numbers_do_not_matter(string text) =>
        Assert.Equal([1f, 2f, 4f, 5f], Load(text, new CsvOptions { Separator = ';' }).Inputs.ToArray());

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.Equal([1.5f], Load("1.5,a\n").Inputs.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_file_longer_than_the_buffer_is_read_whole()
    {
        string text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},{i % 7}.25,\"k{i % 3}\"\n"));
        Dataset<float> data = Load(text);
        Assert.Equal(5000, data.Count);
        Assert.Equal([4999f, 1.25f], data.Input(4999).ToArray());
        Assert.Equal(1f, data.Target(4999)[0]);
        Fails(text + "1,x,k0\n", 5001, 3, "\"x\"");
    }

    [Fact]
    public void Errors_name_line_and_column()
    {
        Fails("a,b,c\n1,2,x\n3,oops,y\n", 3, 3, "\"oops\" is not a finite float");
        Fails("1,2,x\n3,,y\n", 2, 3, "An empty field; expected a number");
        Fails("1,2,x\n3,4, \n", 2, 5, "An empty field; expected a class");
        Fails("1,2,x\n3,NaN,y\n", 2, 3, "\"NaN\" is not a finite float");
        Fails("1,2,x\n1e39,2,y\n", 2, 1, "\"1e39\" is not a finite float");
        Fails("1,2,x\n3,4\n", 2, 3, "2 fields in this row; the first row has 3");
        Fails("1,2,x\n3,4,y,5,6\n", 2, 7, "5 fields in this row; the first row has 3");
        Fails("1,2,x\n3,\"4,y\n", 2, 3, "not closed");
        Fails("1,2,x\n3,\"4\"5,y\n", 2, 6, "'5' after a closing quote");
        Fails("1,2,x\n3,4\"5,y\n", 2, 4, "A quote within a field");
        Fails("1,x,y\n3,4,y\n", 1, 3, "\"x\" is not a number, but other fields of the first row are. Set Header = true");
        Fails("1,NaN,y\n3,4,y\n", 1, 3, "\"NaN\" is not a finite float");
        Fails("", 1, 1, "empty");
        Fails("a,b\n", 2, 1, "no rows below the header");
        Fails("1\n2\n", 1, 1, "Only one column");
    }

    /// <summary>As tables of pixels have it, whose columns are numbered.</summary>
    [Fact]
    public void Names_that_are_numbers_are_not_taken_for_an_example()
    {
        const string Numbered = "0,1,class\n5,6,1\n7,8,0\n";
        Fails(Numbered, 1, 5, "\"class\" is not a number, but the classes of all other rows are. Set Header = true");
        Assert.Equal(2, Load(Numbered, new CsvOptions { Header = true }).Count);
        Assert.Equal(["0", "1", "class"], Load(Numbered, new CsvOptions { Header = false }).ClassNames);
        Assert.Equal(["1", "A", "B"], Load("0,1,A\n5,6,1\n7,8,B\n").ClassNames);
        Assert.Equal(["A"], Load("0,1,A\n").ClassNames);
    }

    [Fact]
    public void Label_columns_that_there_are_not_are_refused()
    {
        Fails("a,b\n1,2\n", 1, 1, "No column is called \"c\"; there are: a, b", new CsvOptions { LabelName = "c" });
        Fails("1,2\n", 1, 1, "LabelColumn is 2; there are 2 columns", new CsvOptions { LabelColumn = 2 });
        Fails("1,2,x\n", 1, 1, "LabelColumn is 3; there are 3 columns", new CsvOptions { LabelColumn = 3 });
        Fails("1,2\n", 1, 1, "Header is false", new CsvOptions { LabelName = "a", Header = false });
        Assert.Throws<ArgumentException>(() => new CsvOptions { Separator = '"' });
        Assert.Throws<FileNotFoundException>(() => CsvData.Load("/there/is/no/such.csv".Replace("/there/is/no/", Path.GetTempPath())));
    }
}
